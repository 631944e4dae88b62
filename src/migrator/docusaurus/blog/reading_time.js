// How many words texts have, by Unicode's rules and with ICU's dictionaries.
export default function countWords(locale, ...texts) {
  let segmenter;
  try {
    segmenter = new Intl.Segmenter(locale, {granularity: 'word'});
  } catch {
    segmenter = new Intl.Segmenter('en', {granularity: 'word'});
  }
  return texts.map((text) => {
    let words = 0;
    for (const {isWordLike} of segmenter.segment(text)) words += isWordLike ? 1 : 0;
    return words;
  });
}
