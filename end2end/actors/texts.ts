// What the screens say, from the files that they say it from.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path: string) => JSON.parse(readFileSync(resolve(root, path), 'utf8'));

export type Language = 'ar' | 'fa' | 'tr' | 'it' | 'en';
export const languages: Language[] = ['ar', 'fa', 'tr', 'it', 'en'];

/** The widget's texts. */
export const widget = (language: Language): Record<string, string> => read(`widget/texts/${language}.json`);
/** The dashboard's texts. */
export const dashboard = (language: Language): Record<string, Record<string, string>> =>
  read(`app/locales/${language}.json`);

/** What a language calls itself, in the menus that offer it. */
export const ownName: Record<Language, string> = {
  ar: 'العربية',
  fa: 'فارسی',
  tr: 'Türkçe',
  it: 'Italiano',
  en: 'English',
};
export const direction = (language: Language) => (language === 'ar' || language === 'fa' ? 'rtl' : 'ltr');
