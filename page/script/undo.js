// Steps that can be taken back: whole texts of the form, so that one step is one step whatever it changed.

/** What one can go back to, and where she was. @typedef {{ toml: string, last: string | null, place: string | null }} Snapshot */

/** Enough for a day's work; a form is some twenty kilobytes. */
const DEPTH = 500

export class History {
  constructor() {
    /** @type {Snapshot[]} */
    this.past = []
    /** @type {Snapshot[]} */
    this.future = []
    /** @type {string | null} the step that goes on: changes of the same one are taken back together */
    this.going = null
  }

  /**
   * Before a change is taken over: keeps what stood, unless the change goes on with the step before.
   * @param {Snapshot} before
   * @param {string | null} step null: a step of its own
   */
  push(before, step) {
    this.future = []
    if (step === null || step !== this.going) this.past.push(before)
    if (this.past.length > DEPTH) this.past.shift()
    this.going = step
  }

  /** The cell or text was left: what follows is another step. */
  end() {
    this.going = null
  }

  /**
   * One step back: what to show, or null. What stands now can be had again by `forward`.
   * @param {Snapshot} now
   * @returns {Snapshot | null}
   */
  back(now) {
    return this.#move(this.past, this.future, now)
  }

  /**
   * @param {Snapshot} now
   * @returns {Snapshot | null}
   */
  forward(now) {
    return this.#move(this.future, this.past, now)
  }

  /**
   * The place belongs to the change between two texts, so it goes along in both directions.
   * @param {Snapshot[]} from
   * @param {Snapshot[]} to
   * @param {Snapshot} now
   */
  #move(from, to, now) {
    this.end()
    const found = from.pop()
    if (!found) return null
    to.push({ ...now, place: found.place })
    return found
  }
}
