import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, Hover, Location, Position, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageService } from '../../src/lsp/service';
import type { FolderOptions } from '../../src/lsp/workspace/folder';

/** An editor with one folder, whose files are on disk and are opened when they are named. */
export class Editor {
  readonly root = mkdtempSync(join(tmpdir(), 'editor-'));
  readonly service: LanguageService;
  private readonly opened = new Map<string, string>();
  private version = 0;

  constructor(files: Readonly<Record<string, string>>, options: Partial<FolderOptions> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.service = new LanguageService({ asked: {}, manifests: [], ...options });
    this.service.setFolders([pathToFileURL(this.root).href]);
  }

  uri(name: string): string {
    return pathToFileURL(join(this.root, name)).href;
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  /** What somebody types into a file. */
  type(name: string, text: string): void {
    this.opened.set(name, text);
    this.version += 1;
    this.service.openDocument({ uri: this.uri(name), version: this.version, text });
  }

  diagnostics(name: string): readonly Diagnostic[] {
    return this.service.diagnostics().get(this.uri(name)) ?? [];
  }

  /** `3:9 error rule`: line and column count from 1, as in an editor. */
  shown(name: string): readonly string[] {
    return this.diagnostics(name).map(({ range: { start }, severity = 0, code }) => `${start.line + 1}:${start.character + 1} ${['', 'error', 'warning', 'info'][severity]} ${code}`);
  }

  hover(name: string, text: string): string | null {
    const found: Hover | null = this.service.hover(this.uri(name), this.find(name, text));
    return found === null ? null : (found.contents as { readonly value: string }).value;
  }

  /** `app.yaml Service/quote`... as the text at each location. */
  definitions(name: string, text: string): readonly string[] {
    return this.service.definitions(this.uri(name), this.find(name, text)).map((each) => this.textAt(each));
  }

  completions(name: string, text: string): readonly string[] {
    return this.service.completions(this.uri(name), this.find(name, text)).map(({ label }) => label);
  }

  /** The text after the first completion. */
  complete(name: string, text: string): string {
    const [item] = this.service.completions(this.uri(name), this.find(name, text));
    const document = TextDocument.create('', 'yaml', 0, this.opened.get(name) ?? '');
    return TextDocument.applyEdits(document, [item.textEdit as TextEdit]);
  }

  references(name: string, text: string): readonly string[] {
    return this.service.references(this.uri(name), this.find(name, text), false).map((each) => this.textAt(each));
  }

  actions(name: string, diagnostic: Diagnostic): readonly CodeAction[] {
    return this.service.codeActions(this.uri(name), diagnostic.range, [diagnostic]);
  }

  /** Does what an action says. */
  apply(name: string, { edit }: CodeAction): string {
    const edits: TextEdit[] = edit?.changes?.[this.uri(name)] ?? [];
    const text = TextDocument.applyEdits(TextDocument.create('', 'yaml', 0, this.opened.get(name) ?? ''), edits);
    this.type(name, text);
    return text;
  }

  /** Where a text is that has a `|` at the cursor. */
  private find(name: string, marked: string): Position {
    const text = this.opened.get(name) ?? '';
    const at = text.indexOf(marked.replace('|', ''));
    if (at === -1) throw new Error(`${name} has no ${marked}`);
    return TextDocument.create('', 'yaml', 0, text).positionAt(at + Math.max(0, marked.indexOf('|')));
  }

  private textAt({ uri, range }: Location): string {
    const name = [...this.opened.keys()].find((each) => this.uri(each) === uri);
    const text = name === undefined ? '' : TextDocument.create('', 'yaml', 0, this.opened.get(name) ?? '').getText(range);
    return `${range.start.line + 1}: ${text}`;
  }
}

export const APP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: quote, namespace: kiada }
spec:
  selector: { matchLabels: { app: quote } }
  template:
    metadata: { labels: { app: quote } }
    spec:
      containers:
        - name: main
          image: example.org/quote:1
          ports: [{ name: http, containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata:
  name: quote-service
  namespace: kiada
spec:
  selector: { app: quote }
  ports:
    - name: web # what pods connect to
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: outside }
spec: { controller: k8s.io/ingress-nginx }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: kiada }
spec:
  ingressClassName: outside
  rules:
    - host: api.example.com
      http:
        paths:
          - path: /quote
            pathType: Exact
            backend:
              service:
                name: quote-service
                port:
                  number: 80
`;
