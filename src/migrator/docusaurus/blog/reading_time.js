// How many words texts have, by Unicode's rules and with ICU's dictionaries.
export default function countWords(locale, ...texts) {
  let segmenter;
  try {
    segmenter = new Intl.Segmenter(locale, {granularity: 'word'});
  } catch {
    segmenter = new Intl.Segmenter('en', {granularity: 'word'});
  }
  // Not every engine knows that "example.org" is one word; in scripts without spaces a full stop ends one.
  const letter = '(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Mymr}\\p{sc=Khmr}])\\p{L}';
  const [ends, begins] = [new RegExp(`${letter}$`, 'u'), new RegExp(`^${letter}`, 'u')];
  return texts.map((text) => {
    let words = 0;
    let [before, joined] = ['', false];
    for (const {segment, isWordLike} of segmenter.segment(text)) {
      if (isWordLike) {
        words += joined && ends.test(before) && begins.test(segment) ? 0 : 1;
        [before, joined] = [segment, false];
      } else if (segment === '.' && !joined) joined = true;
      else [before, joined] = ['', false];
    }
    return words;
  });
}
