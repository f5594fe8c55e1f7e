import { visibleLines } from './paint';

/** One case of a JUnit report. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  /** null: it passed. */
  readonly failure: { readonly message: string; readonly text: string } | null;
  readonly file?: string | null;
  readonly line?: number | null;
}

/**
 * A JUnit XML report with one suite.
 *
 * There is no standard; this is the subset that Jenkins, GitLab and GitHub's reporters share.
 */
export function junitReport(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter((one) => one.failure !== null).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk8s-routing" ${counts}>`,
    `  <testsuite name="${attribute(suite)}" ${counts}>`,
    ...cases.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(one: JunitCase): string {
  const place = [
    ...(one.file === undefined || one.file === null ? [] : [`file="${attribute(one.file)}"`]),
    ...(one.line === undefined || one.line === null ? [] : [`line="${one.line}"`]),
  ];
  const head = ['    <testcase', `classname="${attribute(one.classname)}"`, `name="${attribute(one.name)}"`, ...place].join(' ');
  if (one.failure === null) return `${head}/>`;
  return `${head}>\n      <failure message="${attribute(one.failure.message)}">${content(one.failure.text)}</failure>\n    </testcase>`;
}

/** XML 1.0 has no way to write lone surrogates and non-characters: they become U+FFFD. */
const allowed = (text: string): string => visibleLines(text).replace(/\p{Cs}/gu, '\ufffd').replace(/[\ufffe\uffff]/g, '\ufffd');

/** A line that begins with `::` is a command to runners, and XML has another way to write it. */
const content = (text: string): string => allowed(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  .replace(/^([^\S\n]*):(?=:)/gm, '$1&#58;');

const attribute = (text: string): string => content(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;');
