// gzip undone by hand, for browsers without DecompressionStream (Firefox before 113). RFC 1951, RFC 1952.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const FAR_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
  12289, 16385, 24577,
]
const FAR_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** How long a code may be. */
const LONGEST = 15

/**
 * @param {Uint8Array} packed a gzip file of one member
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function inflateGzip(packed) {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b || packed[2] !== 8) throw new Error("not gzip")
  const size = new DataView(packed.buffer, packed.byteOffset, packed.length).getUint32(packed.length - 4, true)
  const bits = new Bits(packed, afterHeader(packed))
  const out = new Uint8Array(size)
  let at = 0
  for (let last = 0; last === 0;) {
    last = bits.take(1)
    const kind = bits.take(2)
    if (kind === 0) at = stored(bits, out, at)
    else if (kind === 1) at = coded(bits, out, at, fixed())
    else if (kind === 2) at = coded(bits, out, at, dynamic(bits))
    else throw new Error("gzip: unknown block")
  }
  if (at !== size) throw new Error("gzip: cut short")
  return out
}

/** @param {Uint8Array} packed */
function afterHeader(packed) {
  const flags = packed[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + (packed[at] ?? 0) + 256 * (packed[at + 1] ?? 0)
  for (const text of [8, 16]) {
    if (!(flags & text)) continue
    while (packed[at] !== 0) at += 1
    at += 1
  }
  return flags & 2 ? at + 2 : at
}

class Bits {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) {
    this.bytes = bytes
    this.at = at
    this.held = 0
    this.count = 0
  }

  /** @param {number} count */
  take(count) {
    while (this.count < count) {
      this.held |= (this.bytes[this.at] ?? 0) << this.count
      this.at += 1
      this.count += 8
    }
    const value = this.held & ((1 << count) - 1)
    this.held >>>= count
    this.count -= count
    return value
  }

  /** To the next whole byte: those held are given back. */
  align() {
    this.at -= this.count >> 3
    this.held = 0
    this.count = 0
  }
}

/** Codes by their bits as they come in: value << 4 | length. @typedef {Uint32Array} Codes */

/** @param {ArrayLike<number>} lengths @returns {Codes} */
function codes(lengths) {
  const counts = new Uint16Array(LONGEST + 1)
  for (let at = 0; at < lengths.length; at += 1) counts[lengths[at] ?? 0] = (counts[lengths[at] ?? 0] ?? 0) + 1
  counts[0] = 0
  const next = new Uint16Array(LONGEST + 2)
  for (let length = 1; length <= LONGEST; length += 1) next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1
  const table = new Uint32Array(1 << LONGEST)
  for (let value = 0; value < lengths.length; value += 1) {
    const length = lengths[value] ?? 0
    if (length === 0) continue
    const code = next[length] ?? 0
    next[length] = code + 1
    for (let at = reversed(code, length); at < table.length; at += 1 << length) table[at] = (value << 4) | length
  }
  return table
}

/** @param {number} code @param {number} length */
function reversed(code, length) {
  let back = 0
  for (let bit = 0; bit < length; bit += 1) back |= ((code >> bit) & 1) << (length - 1 - bit)
  return back
}

/** @param {Bits} bits @param {Codes} table */
function symbol(bits, table) {
  while (bits.count < LONGEST) {
    bits.held |= (bits.bytes[bits.at] ?? 0) << bits.count
    bits.at += 1
    bits.count += 8
  }
  const found = table[bits.held & ((1 << LONGEST) - 1)] ?? 0
  if (found === 0) throw new Error("gzip: unknown code")
  bits.held >>>= found & 15
  bits.count -= found & 15
  return found >> 4
}

function fixed() {
  const lengths = new Uint8Array(288).fill(8)
  lengths.fill(9, 144, 256)
  lengths.fill(7, 256, 280)
  return { literal: codes(lengths), far: codes(new Uint8Array(30).fill(5)) }
}

/** @param {Bits} bits */
function dynamic(bits) {
  const literals = bits.take(5) + 257
  const fars = bits.take(5) + 1
  const first = new Uint8Array(19)
  for (let at = 0, many = bits.take(4) + 4; at < many; at += 1) first[ORDER[at] ?? 0] = bits.take(3)
  const table = codes(first)
  const lengths = new Uint8Array(literals + fars)
  for (let at = 0; at < lengths.length;) {
    const sign = symbol(bits, table)
    if (sign < 16) lengths[at++] = sign
    else {
      const value = sign === 16 ? lengths[at - 1] ?? 0 : 0
      const many = sign === 16 ? 3 + bits.take(2) : sign === 17 ? 3 + bits.take(3) : 11 + bits.take(7)
      lengths.fill(value, at, at + many)
      at += many
    }
  }
  return { literal: codes(lengths.subarray(0, literals)), far: codes(lengths.subarray(literals)) }
}

/** @param {Bits} bits @param {Uint8Array} out @param {number} at */
function stored(bits, out, at) {
  bits.align()
  const size = bits.take(16)
  bits.take(16)
  bits.align()
  out.set(bits.bytes.subarray(bits.at, bits.at + size), at)
  bits.at += size
  return at + size
}

/**
 * @param {Bits} bits
 * @param {Uint8Array} out
 * @param {number} from
 * @param {{ literal: Codes, far: Codes }} tables
 */
function coded(bits, out, from, { literal, far }) {
  for (let at = from; ;) {
    const sign = symbol(bits, literal)
    if (sign < 256) out[at++] = sign
    else if (sign === 256) return at
    else {
      const size = (LENGTH_BASE[sign - 257] ?? 0) + bits.take(LENGTH_EXTRA[sign - 257] ?? 0)
      const back = symbol(bits, far)
      const distance = (FAR_BASE[back] ?? 0) + bits.take(FAR_EXTRA[back] ?? 0)
      for (const end = at + size; at < end; at += 1) out[at] = out[at - distance] ?? 0
    }
  }
}
