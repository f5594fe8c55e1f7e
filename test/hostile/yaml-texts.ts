import type { Random } from './random';

/** What means something in YAML, most of it only in some places. */
const TOKENS: readonly string[] = [
  ': ', ':', ' #', '#', '# c', '- ', '-', '? ', '?', '|', '|-', '|+', '>', '>-', '|2', '|1-', '>2+', '"', '\'', '\'\'', '\\', '\\n', '\\"', '\\ ', '\\\n', '\\x41', '\\u263A', '\\e', '{', '}', '[', ']', ',', ', ', '{}', '[]', '""', '\'\'',
  '&a ', '*a', '!!str ', '!x ', '! ', '<<: ', '<<', '---\n', '--- ', '---', '...\n', '...', '%YAML 1.2\n', '%', '@', '`', '\t', ' ', '  ', '    ', '\r\n', '\r', '\n', '\n\n', '\n \n', '\n      \n', '\n  ', '\n# c\n', '\n    # c\n',
  '~', 'null', 'Null', 'yes', 'off', 'y', 'true', '.inf', '-.INF', '.nan', '0x1F', '010', '0o7', '1_0', '1e3', '-0', '+1', '1.', '.5', '0b1', '1e400', '99999999999999999999', '22:22', '2001-01-01', '=', '__proto__', '"__proto__"', 'constructor', '0', '1', 'a', 'b', 'a: b', 'a:b', 'a: ', '- a', '"a"', '"a": ', '\'a\': b', '[a, b]', '{a: b}', '{"a":b}', '[a: b]', '{a}', '{a: , b: c}', '[a,\n  b]', '{a: b,\n    c: d}', '"a\n  b"', '\'a\n\n    b\'', 'a\n  b',
  '\u0000', '\u0007', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffe', '\ud83d', '\ude00', '😀', 'é',
];

const LETTERS = ' \t\n:#-\'"[]{},&*!|>%@`?~<=\\/._019aAnyx+\r';

/** Lines that go together in many ways. */
const LINES: readonly string[] = [
  'a: b', 'a: b', 'a:', 'c:', '- d', '- e: f', '- e: f', '-', '- - g', '"h": i', '\'j\' : k', 'l: |', 'l: >', 'l: |-', 'l: >+', 'l: |2', '- |', '- >-', 'some text', 'more', '# m', '', '', ' ', '      ', 'n: [o,', 'p]', 'q: {r: s,',
  't: u}', 'v: "w', 'x"', 'y: \'z', 'zz\'', 'a: {b: [c, {d: }], "e": \'f\'}', 'b: []', '{}', '[a, "b"]', 'a: b # c', 'a: b c', '- a:', '-  b: 1', '8: 010', 'on: off',
];

/** A small text of what YAML is made of, often a valid one. */
export function smallYaml(random: Random): string {
  const lines: string[] = random.chance(0.3) ? ['---'] : [];
  let indent = 0;
  for (let i = 1 + random.below(7); i > 0; i -= 1) {
    if (random.chance(0.5)) indent = random.pick([0, 0, 1, 2, 2, 3, 4, 6]);
    const line = ' '.repeat(indent) + random.pick(LINES);
    const at = random.below(line.length + 1);
    lines.push(random.chance(0.15) ? replaced(line, at, random.below(2), random.pick(TOKENS)) : line);
  }
  return lines.join('\n') + (random.chance(0.8) ? '\n' : '');
}

/** A text that is nearly one of some others, or a mixture of two. */
export function mutatedYaml(texts: readonly string[], random: Random): string {
  let text = random.pick(texts);
  for (let i = random.pick([1, 1, 1, 1, 2, 3]); i > 0; i -= 1) text = mutateOnce(text, texts, random);
  return text;
}

function mutateOnce(text: string, texts: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const line = random.below(lines.length);
  const at = random.below(text.length + 1);
  switch (random.below(15)) {
    case 0: return replaced(text, at, 1, random.pick([...LETTERS]));
    case 1: return replaced(text, at, 0, random.pick(TOKENS));
    case 2: return replaced(text, at, random.below(8), '');
    case 3: return changed(lines, line, 1, []);
    case 4: return changed(lines, line, 0, [lines[line]]);
    case 5: return changed(lines, line, 0, [random.pick(random.pick(texts).split('\n'))]);
    case 6: return changed(lines, line, 1, [' '.repeat(random.below(9)) + lines[line].trimStart()]);
    case 7: return reindented(lines, line, 1 + random.below(6), random);
    case 8: return spliced(lines, line, random.pick(texts).split('\n'), random);
    case 9: return changed(lines, line, 1, [lines[line] + random.pick(TOKENS)]);
    case 10: return changed(lines, line, 1, [lines[line].replace(/\S/, (c) => random.pick(TOKENS) + c)]);
    case 11: return changed(lines, line, 1, [lines[line].replace(/(?<=: |- ).*/, (value) => valueOf(value, random))]);
    case 12: return changed(lines, line, 1, [lines[line].replace(/\S+(?=:)/, (key) => keyOf(key, random))]);
    case 13: return text.slice(0, at);
    default: return changed(lines, line, 1, [lines[line].replace(/ (?=\S)/, () => `\n${' '.repeat(random.below(9))}`)]);
  }
}

function replaced(text: string, at: number, count: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + count);
}

function changed(lines: readonly string[], at: number, count: number, by: readonly string[]): string {
  return [...lines.slice(0, at), ...by, ...lines.slice(at + count)].join('\n');
}

function reindented(lines: readonly string[], from: number, count: number, random: Random): string {
  const by = random.pick([-4, -2, -1, 1, 2, 4]);
  return lines.map((line, i) => i < from || i >= from + count ? line : by > 0 ? ' '.repeat(by) + line : line.replace(new RegExp(`^ {1,${-by}}`), '')).join('\n');
}

function spliced(lines: readonly string[], at: number, others: readonly string[], random: Random): string {
  const from = random.below(others.length);
  const some = others.slice(from, from + 1 + random.below(12));
  return [...lines.slice(0, at), ...some, ...(random.chance(0.3) ? [] : lines.slice(at))].join('\n');
}

function valueOf(value: string, random: Random): string {
  switch (random.below(6)) {
    case 0: return JSON.stringify(value);
    case 1: return `'${value}'`;
    case 2: return `${value}${random.pick(TOKENS)}`;
    case 3: return random.pick(['|', '>', '|-', '>-', '|+', '|2', '>1-', '| # c']) + `\n${' '.repeat(random.below(12))}${value}\n${' '.repeat(random.below(12))}${value}`;
    case 4: return value.replace(' ', `\n${' '.repeat(random.below(14))}`);
    default: return random.pick(TOKENS);
  }
}

function keyOf(key: string, random: Random): string {
  return random.pick([`"${key}"`, `'${key}'`, `${key} `, random.pick(TOKENS), `${key}${random.pick(TOKENS)}`]);
}
