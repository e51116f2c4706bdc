// Before anything is drawn: the reader's own choice of light or dark, where they made one.
try {
  const kept = localStorage.getItem("scheme")
  if (kept === "dark" || kept === "light") document.documentElement.dataset.scheme = kept
} catch {} // where nothing may be kept, the system's choice stands
