// Buttons that copy a text of the page, or one of their own. Material swaps no pages here, so once is enough.
for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const text = button.dataset.copyText ?? document.getElementById(button.dataset.copy).innerText
    await navigator.clipboard.writeText(text)
    const label = button.textContent
    button.textContent = "✓ " + label
    button.setAttribute("aria-live", "polite")
    setTimeout(() => { button.textContent = label }, 2000)
  })
}
