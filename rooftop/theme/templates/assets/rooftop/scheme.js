// Before anything is drawn: styles may count on scripts, unless site.js does not load; and the reader's own choice of light or
// dark stands, where they made one.
{
  const page = document.documentElement
  page.classList.add("rt-scripted")
  addEventListener("error", ({ target }) => {
    if (target.src?.endsWith("assets/rooftop/site.js")) page.classList.remove("rt-scripted")
  }, true)
  try {
    const kept = localStorage.getItem("scheme")
    if (kept === "dark" || kept === "light") page.dataset.scheme = kept
  } catch {} // where nothing may be kept, the system's choice stands
}
