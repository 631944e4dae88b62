// The argument of `readingTime`, made of what the host tells: `words` is how many the post has.  An author may give the
// default function another text, with parts left out: it is taken to have as many words for its length.
(([{words, ...told}]) => [{
  ...told,
  defaultReadingTime: ({content, options}) => {
    const share = content === told.content ? 1 : content.length / told.content.length;
    return (words * share) / (options?.wordsPerMinute || 200);
  },
}])
