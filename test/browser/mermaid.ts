import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What GitHub drew with in 2026. */
const MERMAID = 'mermaid@11.17.2';

/** Fetches the real library into a folder, the package alone; null where the registry cannot be reached. */
export function fetchMermaid(folder: string): string | null {
  try {
    const [file] = execFileSync('npm', ['pack', MERMAID, '--silent', '--pack-destination', folder], { encoding: 'utf8', timeout: 120_000, stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
    execFileSync('tar', ['-xzf', path.join(folder, file), '-C', folder, 'package/dist/mermaid.min.js']);
    return path.join(folder, 'package', 'dist', 'mermaid.min.js');
  } catch {
    return null;
  }
}

/** A page that draws one chart as GitHub does, and writes what came of it into its body. */
export function mermaidPage(folder: string, library: string, name: string, chart: string): string {
  const file = path.join(folder, `${name}.html`);
  fs.writeFileSync(file, [
    '<!DOCTYPE html><meta charset="utf-8"><body><div id="chart"></div>',
    `<script src="file://${library}"></script>`,
    `<script type="application/json" id="text">${JSON.stringify(chart).replaceAll('<', '\\u003c')}</script>`,
    '<script>',
    'mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });',
    'mermaid.render("drawn", JSON.parse(document.getElementById("text").textContent))',
    '  .then(({ svg }) => { document.getElementById("chart").innerHTML = svg; document.body.dataset.drawn = "yes"; })',
    '  .catch((error) => { document.body.dataset.drawn = String(error); });',
    '</script>',
  ].join('\n'));
  return file;
}
