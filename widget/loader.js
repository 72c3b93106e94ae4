// The button, and nothing more: no request and nothing stored before the visitor presses it or the
// page calls Diwan.open(). Everything else comes with that press. No inline style, and no HTML is
// parsed, so the strictest content policy of a page lets it through. Kept under 2 KB when minified.
(() => {
  const script = document.currentScript
  if (!script || window.Diwan) return
  const { key, locale, position } = script.dataset
  const labels = {
    en: 'Open chat',
    ar: 'فتح المحادثة',
    fa: 'باز کردن گفتگو',
    tr: 'Sohbeti aç',
    it: 'Apri la chat',
  }
  const tag = locale || document.documentElement.lang || navigator.language
  const spoken = tag.slice(0, 2)
  const lang = labels[spoken] ? spoken : 'en'
  const host = script.src.split('/widget.js')[0]
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
    ':host{all:initial;position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px}' +
      ':host([position=start]){inset-inline:20px auto}' +
      '#launcher{inline-size:56px;block-size:56px;border:0;border-radius:50%;cursor:pointer;box-shadow:0 4px 16px #0004;' +
      'color:var(--diwan-on-accent,#fff);background:var(--diwan-accent,#1f6f54)}' +
      ':focus-visible{outline:3px solid Highlight;outline-offset:3px}' +
      '#launcher:before{content:"";display:block;margin:auto;inline-size:20px;block-size:15px;border:2.5px solid;' +
      'border-radius:9px;border-end-start-radius:1px}' +
      '[aria-busy=true]{opacity:.6}#launcher[data-failed]:before{content:"!"}',
  )
  const button = document.createElement('button')
  button.id = 'launcher'
  button.ariaLabel = labels[lang]
  button.ariaExpanded = 'false'
  button.onclick = () => (button.ariaExpanded == 'true' ? Diwan.close() : Diwan.open())
  root.append(button)

  let widget, loading, identity
  const get = (file) => fetch(base + file)
  const load = async () => {
    button.ariaBusy = 'true'
    delete button.dataset.failed
    try {
      const [module, wasm, css, texts] = await Promise.all([
        import(base + 'widget.js'),
        get('widget_bg.wasm'),
        get('widget.css').then((answer) => answer.text()),
        get(`texts/${lang}.json`).then((answer) => answer.json()),
      ])
      await module.default({ module_or_path: wasm })
      // The page may have destroyed the widget meanwhile.
      if (element.isConnected) {
        style(css)
        module.start(root, host, key, tag, texts, identity)
        widget = module
      }
    } catch (error) {
      // The next press tries again.
      loading = 0
      button.dataset.failed = ''
      console.error(error)
    }
    button.ariaBusy = 'false'
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
    // ready, open, close, message, state, rated
    on: (event, listener) => element.addEventListener('diwan:' + event, ({ detail }) => listener(detail)),
    destroy: () => {
      widget?.destroy()
      element.remove()
      delete window.Diwan
    },
  }
  const show = () => window.Diwan && document.body.append(element)
  document.body ? show() : addEventListener('DOMContentLoaded', show)
})()
