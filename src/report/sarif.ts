import type { Log, ReportingDescriptor, Result } from 'sarif';
import { HOME, ruleAddress } from './home';
import { jsonText } from './paint';
import type { Finding, Severity } from '../checks/finding';
import { fingerprint } from '../checks/fingerprint';
import type { RuleDescription } from '../checks/rule';
import { describe } from '../kubernetes/resource';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * Findings as a SARIF 2.1.0 log, which code hosts show at the line.
 *
 * A finding's identity across runs (`partialFingerprints`) is its rule, object and field, so that a moved line is not a new finding.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(findings: readonly Finding[], rules: readonly RuleDescription[], version: string): string {
  const indexes = new Map(rules.map((rule, i) => [rule.id, i]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-routing', version, informationUri: HOME, rules: rules.map(descriptor) } },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => result(finding, indexes.get(finding.rule))),
    }],
  };
  return jsonText(log);
}

function descriptor(rule: RuleDescription): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    helpUri: ruleAddress(rule.id),
    help: { text: rule.fix, markdown: `${rule.fix}\n\n${rule.sources.map((source) => `- <${source}>`).join('\n')}` },
    defaultConfiguration: { level: LEVELS[rule.severity], ...(rule.optIn === true ? { enabled: false } : {}) },
  };
}

function result(finding: Finding, ruleIndex: number | undefined): Result {
  const { resource } = finding;
  const position = resource.origin.locate(finding.path);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: `${describe(resource)}: ${finding.message}${finding.message.endsWith('?') ? '' : '.'} ${finding.fix}` },
    locations: [{
      ...(resource.origin.file === null ? {} : {
        physicalLocation: {
          artifactLocation: { uri: fileUri(resource.origin.file) },
          ...(position === null ? {} : { region: { startLine: position.line, startColumn: position.column } }),
        },
      }),
      logicalLocations: [{ fullyQualifiedName: logicalName(finding), kind: 'resource' }],
    }],
    partialFingerprints: { 'cdk8sRouting/v1': fingerprint(finding) },
  };
}

const logicalName = ({ resource, path }: Finding): string => {
  const object = [resource.kind, ...(resource.namespace === null ? [] : [resource.namespace]), resource.name].join('/');
  return path === '' ? object : `${object}#${path}`;
};

/** A relative file name as a URI reference (RFC 3986); a folder with a space or a colon must not read as a scheme. */
function fileUri(file: string): string {
  const slashed = file.replace(/\\/g, '/');
  const escaped = slashed.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
  return slashed.startsWith('/') ? `file://${escaped}` : escaped;
}
