// Words as search compares them: their parts, what counts as one of them, and which others are near.
const SHORTEST = 4 // letters of a word that a slip is mended in, and that forms of one word share
const ENDING = /^(e?[dmnrst]?|e?rs|ings?|y|ie[drs]|ions?)$/ // of forms of one word, in the languages of the interface

// In small letters, without accents.
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss")
}

// Words alone, whatever their case, blanks and punctuation.
export function plain(text) {
  return text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim()
}

// Chinese, Japanese and Thai are written without spaces between words.
export function wordsOf(text, language) {
  if (!/^(zh|ja|th)\b/.test(language) || !Intl.Segmenter) return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].filter((part) => part.isWordLike).map((part) => part.segment)
}

// Whether `word` is what was `typed`: it begins so, or is three quarters of it, or another form of it, such as "supply" of
// "supplies".
export function isFind(word, typed) {
  if (word.startsWith(typed)) return true
  let shared = 0
  while (shared < word.length && word[shared] === typed[shared]) shared++
  if (shared === word.length && shared >= .75 * typed.length) return true
  return shared >= SHORTEST && ENDING.test(word.slice(shared)) && ENDING.test(typed.slice(shared))
}

// FNV-1a of 32 bits over the code points, as rooftop/site/search.py computes it of titles.
export function fingerprint(title) {
  let value = 0x811c9dc5
  for (const sign of plain(title)) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, "0")
}

// The one of `words` nearest to `typed`, of equally near ones the first, and how far it is: 0 where it is or begins with what
// was typed. Where none is near, two that were typed without a blank; else "", infinitely far.
export function nearest(typed, words) {
  const most = typed.length < SHORTEST ? 0 : typed.length < 6 ? 1 : typed.length < 10 ? 2 : 3
  let best = { word: "", far: Infinity }
  for (const word of words) {
    const far = distance(typed, fold(word), most)
    if (far < best.far) best = { word, far }
    if (!far) break
  }
  return best.word ? best : apart(typed, words)
}

function apart(typed, words) {
  const known = new Map(words.map((word) => [fold(word), word]))
  for (let end = 3; end <= typed.length - 3; end++) {
    const first = known.get(typed.slice(0, end)), second = known.get(typed.slice(end))
    if (first && second) return { word: `${first} ${second}`, far: 1 }
  }
  return { word: "", far: Infinity }
}

// How many letters are changed, added, left out or swapped with their neighbour between `one` and `other` (Damerau). Half a
// letter more where only the beginning of `other` is as near, whatever the last letter of a longer `one`. Infinite beyond `most`.
function distance(one, other, most) {
  if (other.startsWith(one)) return 0
  if (one.length - other.length > most) return Infinity
  let before = [], last = Array.from({ length: other.length + 1 }, (_, i) => i), beginning = Infinity
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    if (i >= one.length - 1 && most > 1) beginning = Math.min(beginning, ...row)
    before = last
    last = row
  }
  return Math.min(last.at(-1) > most ? Infinity : last.at(-1), beginning < most ? beginning + .5 : Infinity)
}
