// What pages do when a script may run. Each of them reads and works without it; what needs it is shown only where scripts run.
import say from "./words.js"

const page = document.documentElement

// Light or dark.
for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
  button.addEventListener("click", () => {
    const dark = getComputedStyle(page).colorScheme === "dark"
    page.dataset.scheme = dark ? "light" : "dark"
    try { localStorage.setItem("scheme", page.dataset.scheme) } catch {}
  })
}

// Buttons that copy a text of the page, or one of their own. Where a browser does not let them, the text is marked.
for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
  button.addEventListener("click", async () => {
    const source = button.dataset.copy && document.getElementById(button.dataset.copy)
    const label = button.textContent
    button.setAttribute("aria-live", "polite")
    try {
      await navigator.clipboard.writeText(source ? source.textContent : button.dataset.copyText)
      button.textContent = say.copied.replace("{label}", label)
    } catch {
      if (source) getSelection().selectAllChildren(source)
      button.textContent = source ? say.byHand : button.dataset.copyText
    }
    setTimeout(() => { button.textContent = label }, source ? 2000 : 8000)
  })
}

// Times of events, where the reader's clock shows another one; with the day, where that is another one too.
for (const place of document.querySelectorAll("[data-your-time]")) {
  const there = place.dataset.yourTime, moment = new Date(there)
  const clock = (part) => String(part).padStart(2, "0")
  const here = `${moment.getFullYear()}-${clock(moment.getMonth() + 1)}-${clock(moment.getDate())}T${clock(moment.getHours())}:${clock(moment.getMinutes())}`
  if (there.startsWith(here)) continue
  const day = there.startsWith(here.slice(0, 10)) ? {} : { weekday: "short", day: "numeric", month: "short" }
  const form = { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
  place.textContent = say.yourTime.replace("{time}", new Intl.DateTimeFormat(say.language, form).format(moment))
}

// Films of another host: nothing of theirs is asked for before somebody presses play.
for (const button of document.querySelectorAll("[data-film]")) {
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe")
    frame.src = button.dataset.film
    frame.title = button.dataset.title
    frame.allow = "fullscreen; picture-in-picture; encrypted-media"
    frame.referrerPolicy = "strict-origin-when-cross-origin"
    button.parentElement.replaceChildren(frame)
    frame.focus()
  })
}

// Search: the button, or "/", or Ctrl+K. Nothing of it is loaded before; what is typed meanwhile is not lost.
const opener = document.querySelector("[data-search]")
if (opener) {
  let openSearch, typed = null
  // A browser may remember a script that did not come, so it is asked for under another name the second time.
  const load = (again = "") => import(new URL(opener.dataset.search + again, location.href))
  const open = async () => {
    if (typed !== null) return
    typed = ""
    try {
      // No wait where it is there already: the field must have the focus before the next key.
      if (!openSearch) openSearch = (await load().catch(() => load(`?again=${Date.now()}`))).openSearch
      openSearch(opener.dataset.root, say, typed)
    } finally {
      typed = null
    }
  }
  opener.addEventListener("click", open)
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]")
    const held = event.ctrlKey || event.metaKey
    if (typed !== null && !writing && !held && event.key.length === 1) {
      event.preventDefault()
      typed += event.key
    } else if ((event.key === "/" && !writing && !held) || (event.key === "k" && held)) {
      event.preventDefault()
      open()
    }
  })
}

// Lists that can be narrowed down. Without the script that does it, the links below them do.
const filter = document.querySelector("[data-filter]")
if (filter?.querySelector("select")) {
  import(new URL(filter.dataset.filter, location.href)).then(({ startFilter }) => startFilter(filter, say), () => {
    filter.querySelector("details").hidden = true
    document.getElementById("links").classList.remove("rt-unless-scripted")
  })
}

// Tabs (WAI-ARIA Authoring Practices, "Tabs with automatic activation").
for (const tabs of document.querySelectorAll("[data-tabs]")) {
  const all = [...tabs.querySelectorAll(".rt-tab")]
  const panelOf = (tab) => document.getElementById(tab.dataset.panel)
  const open = (chosen) => {
    for (const tab of all) {
      tab.setAttribute("aria-selected", tab === chosen)
      tab.tabIndex = tab === chosen ? 0 : -1
      tab.toggleAttribute("data-open", tab === chosen)
      panelOf(tab).toggleAttribute("data-open", tab === chosen)
    }
  }
  for (const tab of all) {
    const panel = panelOf(tab)
    tab.setAttribute("role", "tab")
    tab.setAttribute("aria-controls", panel.id)
    panel.setAttribute("role", "tabpanel")
    panel.setAttribute("aria-labelledby", tab.id)
    tab.addEventListener("click", () => open(tab))
  }
  const row = all[0].parentElement
  row.setAttribute("role", "tablist")
  row.setAttribute("aria-labelledby", row.dataset.label)
  open(all.find((tab) => "open" in tab.dataset))
  tabs.addEventListener("keydown", (event) => {
    const place = all.indexOf(event.target)
    if (place < 0) return
    const forward = getComputedStyle(tabs).direction === "rtl" ? -1 : 1
    const next = { ArrowRight: place + forward, ArrowLeft: place - forward, Home: 0, End: all.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const tab = all[(next + all.length) % all.length]
    open(tab)
    tab.focus()
  })
}
