// The button, and nothing more: no request and nothing stored before the visitor presses it or the
// page calls Diwan.open(). Everything else comes with that press. No inline style, and no HTML is
// parsed, so the strictest content policy of a page lets it through. Kept under 2 KB when minified.
(() => {
  if (window.Diwan) return
  const { src, dataset: { key, locale, position } } = document.currentScript
  const labels = {
    en: 'Open chat',
    ar: 'فتح المحادثة',
    fa: 'باز کردن گفتگو',
    tr: 'Sohbeti aç',
    it: 'Apri la chat',
  }
  let lang = (locale || document.documentElement.lang || navigator.language).slice(0, 2)
  if (!labels[lang]) lang = 'en'
  const host = src.split('/widget.js')[0]
  // The build puts the folder of its files here, named by their content.
  const base = host + '/__WIDGET__/'

  const element = document.createElement('diwan-widget')
  element.lang = lang
  element.dir = /ar|fa/.test(lang) ? 'rtl' : 'ltr'
  if (position) element.setAttribute('position', position)
  const root = element.attachShadow({ mode: 'open' })
  const style = (css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets.push(sheet)
  }
  style(
    ':host{all:initial;position:fixed;z-index:9999999;inset-block-end:20px;inset-inline-end:20px}' +
      ':host([position=start]){inset-inline:20px auto}' +
      '#fab{inline-size:56px;block-size:56px;border:0;border-radius:50%;box-shadow:0 4px 16px #0004;' +
      'color:var(--diwan-on-accent,#fff);background:var(--diwan-accent,#1f6f54)}' +
      '#fab:before{content:"";display:block;margin:auto;inline-size:20px;block-size:15px;border:2px solid;' +
      'border-radius:9px;border-end-start-radius:0}[aria-busy=true]{opacity:.6}',
  )
  const button = document.createElement('button')
  button.id = 'fab'
  button.ariaLabel = labels[lang]
  button.ariaExpanded = false
  button.onclick = () => (button.ariaExpanded == 'true' ? Diwan.close() : Diwan.open())
  root.append(button)

  let widget, loading, identity
  const get = async (file, form) => (await fetch(base + file))[form]()
  const load = async () => {
    button.ariaBusy = true
    try {
      const [module, wasm, css, texts] = await Promise.all([
        import(base + 'widget.js'),
        get('widget_bg.wasm', 'arrayBuffer'),
        get('widget.css', 'text'),
        get(`texts/${lang}.json`, 'json'),
      ])
      await module.default({ module_or_path: wasm })
      // The page may have destroyed the widget meanwhile.
      if (element.isConnected) {
        style(css)
        module.start(root, host, key, lang, texts, identity)
        widget = module
        button.ariaBusy = false
      }
    } catch (error) {
      // The button stays dim; the next press tries again.
      loading = 0
      console.error(error)
    }
  }
  window.Diwan = {
    open: async () => {
      await (loading ||= load())
      widget?.open()
    },
    close: () => widget?.close(),
    identify: (token) => {
      identity = token
      widget?.identify(token)
    },
    signOut: () => {
      identity = null
      widget?.sign_out()
      // Without the widget too: what an earlier page kept goes at once. Storage may be forbidden.
      try {
        for (const name in localStorage) if (name.startsWith(`diwan:${key}:`)) delete localStorage[name]
      } catch {}
    },
    // open, close, message, state, handoff, rating
    on: (event, listener) => element.addEventListener(event, (heard) => listener(heard.detail)),
    destroy: () => {
      widget?.destroy()
      element.remove()
      delete window.Diwan
    },
  }
  const show = () => Diwan && document.body.append(element)
  document.body ? show() : addEventListener('DOMContentLoaded', show)
})()
