// The page as it was opened, kept before anything in it is changed: what is handed out is this, with a form inside.

/** @type {string} */
export const pristine = `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`

/** Does it carry a form? */
export const carries = (document.getElementById("form")?.textContent ?? "").trim() !== ""

/** The name of the page's own file, as messages show it. */
export const pageName = fileName()

function fileName() {
  const last = location.pathname.split("/").pop() ?? ""
  try {
    return decodeURIComponent(last) || "nianbao.html"
  } catch {
    return last
  }
}
