// Unpacks the Chromium of the npm package into a folder, once, with the libraries and the font a bare system lacks.
//
//   node unpack.mjs FOLDER
//
// FOLDER/chromium is the browser; FOLDER/al2023/lib goes into its LD_LIBRARY_PATH, FOLDER/fonts into FONTCONFIG_PATH.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const folder = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const packed = join(here, 'node_modules/@sparticuz/chromium/bin');
const { version } = JSON.parse(readFileSync(join(packed, '../package.json'), 'utf8'));

if (existsSync(join(folder, version))) process.exit(0);

const beside = `${folder}.new`;
rmSync(beside, { recursive: true, force: true });
mkdirSync(beside, { recursive: true });
const unpacked = (name) => brotliDecompressSync(readFileSync(join(packed, name)));

writeFileSync(join(beside, 'chromium'), unpacked('chromium.br'));
chmodSync(join(beside, 'chromium'), 0o755);
for (const [name, into] of [['al2023', 'al2023'], ['fonts', 'fonts'], ['swiftshader', '.']]) {
  mkdirSync(join(beside, into), { recursive: true });
  execFileSync('tar', ['-x', '-C', join(beside, into)], { input: unpacked(`${name}.tar.br`) });
}
// The package's own file expects the fonts in a fixed folder; where no font at all is found, every text has size 0.
writeFileSync(
  join(beside, 'fonts/fonts.conf'),
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir prefix="relative">fonts</dir><dir>/usr/share/fonts</dir><dir prefix="xdg">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>\n`,
);
writeFileSync(join(beside, version), '');
rmSync(folder, { recursive: true, force: true });
renameSync(beside, folder);
