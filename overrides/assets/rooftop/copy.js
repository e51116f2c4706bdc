// Buttons that copy a text of the page, or one of their own. Where a browser does not let them, the text is marked for the reader.
for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const source = button.dataset.copy && document.getElementById(button.dataset.copy)
    const label = button.textContent
    button.setAttribute("aria-live", "polite")
    try {
      await navigator.clipboard.writeText(source ? source.textContent : button.dataset.copyText)
      button.textContent = "✓ " + label
    } catch {
      if (source) getSelection().selectAllChildren(source)
      button.textContent = source ? "Marked: copy it by hand" : button.dataset.copyText
    }
    setTimeout(() => { button.textContent = label }, source ? 2000 : 8000)
  })
}
