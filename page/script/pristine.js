// The page as it was opened, kept before anything in it is changed: what is handed out is this, with a form inside.

/** Line ends that browsers take away when they read a page are put back, so that the page stays the same byte for byte. */
export const pristine = `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`
  .replace(/^(<!DOCTYPE html>\n<html[^>]*>)<head>/, "$1\n<head>")
  .replace(/\s*<\/body>\s*<\/html>\s*$/, "\n</body>\n</html>\n")

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
