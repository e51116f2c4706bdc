// What pages do when a script may run. Each of them reads and works without it; what needs it stays hidden until then.
import say from "./words.js"

const page = document.documentElement

// Light or dark.
for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
  button.hidden = false
  button.addEventListener("click", () => {
    const dark = getComputedStyle(page).colorScheme === "dark"
    page.dataset.scheme = dark ? "light" : "dark"
    try { localStorage.setItem("scheme", page.dataset.scheme) } catch {}
  })
}

// Buttons that copy a text of the page, or one of their own. Where a browser does not let them, the text is marked.
for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
  button.hidden = false
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

// Times of events, where the reader's clock shows another one.
for (const place of document.querySelectorAll("[data-your-time]")) {
  const moment = new Date(place.dataset.yourTime)
  const write = (zone) => new Intl.DateTimeFormat(say.language, { dateStyle: "full", timeStyle: "short", timeZone: zone }).format(moment)
  const here = write(undefined)
  if (here !== write(place.dataset.zone)) {
    place.textContent = say.yourTime.replace("{time}", here)
    place.hidden = false
  }
}

// Films of another host: nothing of theirs is asked for before somebody presses play.
for (const button of document.querySelectorAll("[data-film]")) {
  button.hidden = false
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
  opener.hidden = false
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

// Lists that can be narrowed down.
const filter = document.querySelector("[data-filter]")
if (filter) import(new URL(filter.dataset.filter, location.href)).then(({ startFilter }) => startFilter(filter, say))
