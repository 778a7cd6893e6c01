/** Stands in for `wrap-ansi` in the bundled command line: breaks plain text at blanks, and words that are longer than a line anywhere. */
export default (text, columns) => String(text).split('\n').map((paragraph) => {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.flatMap((line) => line.match(new RegExp(`.{1,${Math.max(1, columns)}}`, 'gu')) ?? ['']).join('\n');
}).join('\n');
