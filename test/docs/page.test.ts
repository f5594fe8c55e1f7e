import { anchorsOf, linksOf } from './markdown';
import { renderPage } from './page';
import { typeErrors } from './types';

const fence = (language: string, body: string): string => `\`\`\`${language}\n${body}\`\`\`\n`;

const FRAME = `<!-- docs: frame -->\n${fence('ts', `import { App, Chart } from 'cdk8s';
import { ExposedApp } from 'cdk8s-routing';
const app = new App();
const chart = new Chart(app, 'app');
`)}`;
const QUOTE = fence('ts', "new ExposedApp(chart, 'quote', { selector: { app: 'quote' }, port: 80 });\n");
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: quote\nspec:\n  ports:\n    - port: 80\n  selector:\n    app: quote\n  type: ClusterIP\n';
const FILE = fence('yaml', `# quote.yaml\n${SERVICE}`);

test('a page that shows what comes out stays as it is', async () => {
  const page = `# Title\n\n${FRAME}\n${QUOTE}\n${fence('yaml', SERVICE)}\nEnd.\n`;
  expect(await renderPage(page, 'page.md')).toBe(page);
});

test('what a page shows wrongly is replaced by what comes out', async () => {
  const page = (manifest: string): string => `${FRAME}${QUOTE}${fence('yaml', manifest)}`;
  expect(await renderPage(page(SERVICE.replace('80', '81')), 'page.md')).toBe(page(SERVICE));
});

test('only some kinds of objects are shown where the page says so', async () => {
  const page = (body: string): string => `${FRAME}${QUOTE}<!-- docs: only Deployment -->\n${fence('yaml', body)}`;
  await expect(renderPage(page(''), 'page.md')).rejects.toThrow('page.md:12: nothing is synthesized that fits here');
});

test('a snippet that fails must show its error', async () => {
  const snippet = fence('ts', "new ExposedApp(chart, 'Quote', { selector: { app: 'quote' }, port: 80 });\n");
  await expect(renderPage(`${FRAME}${snippet}`, 'page.md')).rejects.toThrow(/^page\.md:8: this says the following.*'app\/Quote'/);
  expect(await renderPage(`${FRAME}${snippet}${fence('text', '')}`, 'page.md')).toContain("```text\nExposedApp 'app/Quote': ");
});

test('commands run over files of the page, and tell their exit status', async () => {
  const page = `${FILE}${fence('console', '$ cdk8s-routing check quote.yaml --quiet\nold\n$ echo $?\n')}`;
  expect(await renderPage(page, 'page.md')).toContain('--quiet\n✔ no problems in 1 object\n$ echo $?\n0\n```');
});

test('a command that ends otherwise than the prose says is refused', async () => {
  const page = `${FILE}<!-- docs: ends with 1 -->\n${fence('console', '$ cdk8s-routing check quote.yaml --quiet\n')}`;
  await expect(renderPage(page, 'page.md')).rejects.toThrow('page.md:15: the last command ends with 0, and should with 1');
});

test('a command reads standard input and writes to a file', async () => {
  const page = `${FILE}${fence('console', '$ npx cdk8s-routing endpoints - --format json < quote.yaml > out.json\n$ cat out.json\n')}`;
  expect(await renderPage(page, 'page.md')).toContain('> out.json\n$ cat out.json\n{\n  "version": 1,');
});

test('commands that the harness does not know are refused', async () => {
  await expect(renderPage(fence('console', '$ kubectl apply\n'), 'page.md')).rejects.toThrow("cannot run 'kubectl apply'");
});

test('yaml that is neither an output nor a file is refused', async () => {
  await expect(renderPage(fence('yaml', SERVICE), 'page.md')).rejects.toThrow('page.md:1: this yaml follows no ts block');
});

test('a config that is not valid is refused', async () => {
  const page = fence('yaml', '# cdk8s-routing.yaml\nsuppresions: []\n');
  await expect(renderPage(page, 'page.md')).rejects.toThrow("page.md:1: suppresions: unknown field 'suppresions', did you mean 'suppressions'?");
});

test('blocks that are to be skipped and those of other languages are left alone', async () => {
  const page = `<!-- docs: skip -->\n${fence('ts', 'throw new Error();\n')}${fence('sh', 'kubectl apply\n')}`;
  expect(await renderPage(page, 'page.md')).toBe(page);
});

test('links of prose count, those of code do not', () => {
  expect(linksOf(`# A\n[b](b.md#c) \`[x](x.md)\` [y](https://y)\n${fence('text', '[z](z.md)\n')}`)).toEqual([{ target: 'b.md#c', line: 2 }]);
});

test('anchors are made as GitHub makes them', () => {
  expect([...anchorsOf('# A `b`, c\n## [D](e.md)-f\n## cdk8s-routing.yaml\n# D-f\n')]).toEqual(['a-b-c', 'd-f', 'cdk8s-routingyaml', 'd-f-1']);
});

// Slow, since the compiler reads the types of cdk8s-plus; docs.test.ts asks for it at the same time only.
if (process.env.UPDATE_DOCS) {
  test('a prop that does not exist is a type error', () => {
    const page = `${FRAME}${fence('ts', "new ExposedApp(chart, 'quote', { imag: 'x', port: 80 });\n")}`;
    expect(typeErrors(new Map([['page.md', page]]))).toEqual([expect.stringMatching(/^page\.md:8: .*'imag' does not exist/)]);
  }, 60_000);
}
