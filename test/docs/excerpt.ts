/**
 * Whether code of a page stands in a file, whatever its indentation. A line of dots, `# ...` or `// ...`, stands for what the page leaves out.
 *
 * @returns the first lines that the file does not have; null where it has all
 */
export function strayLines(excerpt: string, file: string): string | null {
  const whole = `\n${lines(file).join('\n')}\n`;
  const parts = lines(excerpt).join('\n').split(/\n?^(?:#|\/\/) \.\.\.$\n?/m).map((part) => part.trim());
  return parts.find((part) => !whole.includes(`\n${part}\n`)) ?? null;
}

function lines(text: string): readonly string[] {
  return text.trim().split('\n').map((line) => line.trim());
}
