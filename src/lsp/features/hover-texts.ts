import { describe, type Resource } from '../../kubernetes/resource';
import type { ServicePort } from '../../kubernetes/service';
import { escapeMarkdown } from '../../report/markdown';
import { conditionsText, endText, serviceEndText } from '../../report/routes';
import type { RouteLine, ServiceLine } from '../../routes/model';

/** More lines are counted, not listed. */
const LISTED = 8;
const MOST_QUESTIONS = 4;

/** A paragraph or a list of a hover, and what it depends on, which is shown once at the end. */
export interface HoverBlock {
  readonly markdown: string;
  readonly dependsOn: readonly string[];
}

/** The Markdown of a hover. */
export function hoverMarkdown(blocks: readonly HoverBlock[]): string {
  const questions = [...new Set(blocks.flatMap(({ dependsOn }) => dependsOn))];
  const depends = questions.length === 0 ? [] : [`Depends on\n${list(questions.map(escapeMarkdown), MOST_QUESTIONS)}`];
  return [...blocks.map(({ markdown }) => markdown), ...depends].join('\n\n');
}

export function paragraph(text: string): HoverBlock {
  return { markdown: escapeMarkdown(text), dependsOn: [] };
}

/** What a hover begins with. */
export function title(resource: Resource, remark = ''): HoverBlock {
  return { markdown: `**${escapeMarkdown(describe(resource))}**${remark === '' ? '' : ` (${escapeMarkdown(remark)})`}`, dependsOn: [] };
}

export function routeList(routes: readonly RouteLine[]): HoverBlock {
  return listed(routes.map(routeText), routes);
}

export function portList(ports: readonly ServiceLine[]): HoverBlock {
  return listed(ports.map(portText), ports);
}

/** What leads to something: routes, and Services by their names. */
export function reachedList(routes: readonly RouteLine[], services: readonly ServiceLine[]): HoverBlock {
  return listed([...routes.map(routeText), ...services.map(serviceText)], [...routes, ...services]);
}

function listed(lines: readonly string[], evidence: readonly (RouteLine | ServiceLine)[]): HoverBlock {
  return { markdown: list([...new Set(lines)], LISTED), dependsOn: evidence.flatMap(({ dependsOn }) => dependsOn) };
}

function list(items: readonly string[], most: number): string {
  const more = items.length > most ? [`- and ${items.length - most} more`] : [];
  return [...items.slice(0, most).map((each) => `- ${each}`), ...more].join('\n');
}

function routeText(line: RouteLine): string {
  const { schemes, host, path, pathType, routerName } = line;
  const request = `\`${visibleCode(`${host === '' ? '*' : host}${path ?? ''}`)}\``;
  const matched = [...pathType === null ? [] : [pathType], schemes.join(' and ')].join(', ');
  return `${request} (${escapeMarkdown(`${matched}${conditionsText(line)}`)}) → ${end(endText(line))}, by ${escapeMarkdown(routerName)}`;
}

function portText(line: ServiceLine): string {
  const { port, destinations } = line;
  // the Service is what the hover is about
  const result = serviceEndText({ ...line, destinations: destinations.map((each) => ({ ...each, service: null })) });
  return `${escapeMarkdown(port === null ? 'any port' : portName(port))} → ${end(result)}`;
}

function portName({ name, port, protocol, nodePort }: ServicePort): string {
  return `port ${port}${name === '' ? '' : ` (${name})`}${protocol === 'TCP' ? '' : ` ${protocol}`}${nodePort === null ? '' : `, node port ${nodePort}`}`;
}

function serviceText(line: ServiceLine): string {
  return `${escapeMarkdown(describe(line.service.resource))} ${portText(line)}`;
}

const end = (text: string): string => escapeMarkdown(text.replaceAll(' -> ', ' → '));

const visibleCode = (text: string): string => text.replace(/`/g, "'").replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, ' ');
