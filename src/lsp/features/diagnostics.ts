import type { CodeDescription, Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { mentionedObjects } from './mentions';
import type { Finding, Severity } from '../../checks/finding';
import { describe } from '../../kubernetes/resource';
import type { InputProblem } from '../../manifests/yaml/parse';
import { ruleAddress } from '../../report/home';
import { visible } from '../../report/paint';
import type { SourceText } from '../text/source-text';
import type { Analysis, SourceFile } from '../workspace/analysis';

/** How diagnostics name who found them. */
export const DIAGNOSTIC_SOURCE = 'cdk8s-routing';

/** The numbers of `DiagnosticSeverity` in the protocol. */
const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, info: 3 };

/** More of one file is not shown: an editor that has to draw them gets slow. */
const MOST_OF_FILE = 500;

/** A finding as an editor shows it, at its field. */
export function diagnosticOf(analysis: Analysis, { source }: SourceFile, finding: Finding): Diagnostic {
  const { rule, severity, message, fix, resource, path } = finding;
  const related = mentionedObjects(analysis, finding).flatMap((each): DiagnosticRelatedInformation[] => {
    const file = analysis.fileOf(each);
    return file === null ? [] : [{ location: { uri: file.uri, range: file.source.rangeOf(each, '') }, message: describe(each) }];
  });
  return {
    range: source.rangeOf(resource, path),
    severity: SEVERITIES[severity],
    code: rule,
    codeDescription: { href: ruleAddress(rule) } satisfies CodeDescription,
    source: DIAGNOSTIC_SOURCE,
    message: lines(fix === '' ? [message] : [message, `fix: ${fix}`]),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

/** What is wrong with each file, by its URI; a file without faults has an empty list. */
export function diagnosticsOf(analysis: Analysis): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const { uri, source, problems } of analysis.files) byFile.set(uri, problems.map((each) => problemDiagnostic(source, each)));
  const { file: config, problems } = analysis.settings;
  if (config !== null) byFile.set(config.uri, problems.map((each) => problemDiagnostic(config.source, each)));
  for (const finding of analysis.findings) {
    const file = analysis.placeOf(finding);
    const found = file === null ? undefined : byFile.get(file.uri);
    if (file !== null && found !== undefined && found.length < MOST_OF_FILE) found.push(diagnosticOf(analysis, file, finding));
  }
  return byFile;
}

function problemDiagnostic(source: SourceText, { line, column, message, kind }: InputProblem): Diagnostic {
  const range = source.restOfLine(line ?? 1, column ?? 1);
  return { range, severity: SEVERITIES.error, code: kind, source: DIAGNOSTIC_SOURCE, message: visible(message) };
}

function lines(texts: readonly string[]): string {
  return texts.map(visible).join('\n');
}
