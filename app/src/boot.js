// Runs before the first paint: the chosen theme, the reader's language, and the first calls.
(() => {
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = kept("diwan.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // Public pages are in the language of their address; only the dashboard follows the person.
  const page = location.pathname.split("/")[1];
  if (!["inbox", "knowledge", "assistant", "widget"].includes(page)) return;
  const refresh = kept("diwan.refresh");
  if (!refresh) {
    location.replace("/login?next=" + encodeURIComponent(location.pathname + location.search));
    return;
  }
  const language = kept("diwan.language");
  if (["ar", "fa", "tr", "it", "en"].includes(language)) {
    root.lang = language;
    root.dir = language === "ar" || language === "fa" ? "rtl" : "ltr";
  }
  const rail = kept("diwan.rail");
  // Until somebody chooses, the names give way where three panes stand beside them.
  if (rail === "folded" || (!rail && matchMedia("(max-width: 90rem)").matches))
    root.dataset.rail = "folded";

  const token = kept("diwan.access");
  if (!token) return;
  const ask = (path) =>
    fetch("/api/v1/" + path, { headers: { Authorization: "Bearer " + token } }).catch(() => null);
  const first = (window.__first = { me: ask("me") });
  if (page === "inbox") {
    const queue = kept("diwan.queue") || "all";
    const path = "conversations?queue=" + queue + "&limit=30";
    first[path] = ask(path);
    first["conversations/counts"] = ask("conversations/counts");
  }
})();
