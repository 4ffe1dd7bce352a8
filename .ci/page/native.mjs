// The native program, to compare with.
import { spawnSync } from 'node:child_process'

/** @param {string} program */
export const native = (program) => (folder, ...words) => {
  const ran = spawnSync(program, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  if (ran.status === null || ran.status > 1) throw new Error(`nianbao ${words.join(' ')}: ${ran.stderr}`)
  return ran
}
