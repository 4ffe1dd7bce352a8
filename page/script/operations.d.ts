/* Which answer belongs to which request, and requests as the page's parts make them: the store adds the form. */
import type { Changed, Description, Explanation, Fixed, FormPart, Made, Opened, Request, RolledUp } from "./protocol"

export interface AnswerOf {
  describe: Description
  view: Changed
  new: Changed
  open: Opened
  "last-year": Opened
  set: Changed
  "zero-rest": Changed
  paste: Changed
  accept: Changed
  fix: Fixed
  explain: Explanation
  preview: Made
  export: Made
  "hand-out": Made
  rollup: RolledUp
}

export type Op = keyof AnswerOf

/** A file that goes into a request, or comes out of an answer. */
export interface NamedBytes { name: string; bytes: Uint8Array }

type WithoutForm<T> = T extends unknown ? Omit<T, keyof FormPart | "files"> : never

/** A request without the form and without the files: the store and the core put them in. */
export type Asked<O extends Op> = WithoutForm<Extract<Request, { op: O }>>

/** Operations that change a form in place. */
export type Change = Asked<"set"> | Asked<"zero-rest"> | Asked<"paste"> | Asked<"accept">
