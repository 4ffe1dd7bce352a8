// The page as it was opened, kept before anything in it is changed: what is handed out is this, with a form inside.

/** @type {string} */
export const pristine = `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`
