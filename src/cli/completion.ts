import type { Command, Option } from 'commander';
import type { Completion, CompletionCommand, CompletionOption, Values } from './completion-model';
import { bashScript, fishScript, zshScript } from './completion-scripts';
import { formatsOf } from './help';
import { CHANGE_KINDS } from '../diff/compare';
import { NEWEST_GATEWAY_API_MINOR, OLDEST_GATEWAY_API_MINOR } from '../kubernetes/validation/gateway/release';
import { NEWEST_KUBERNETES_MINOR, OLDEST_KUBERNETES_MINOR } from '../manifests/config';
import { CONTROLLERS } from '../routers/ingress/registry';

/** The script that a shell sources. */
export function completionScript(program: Command, shell: string): string {
  const completion = completionOf(program);
  switch (shell) {
    case 'bash': return bashScript(completion);
    case 'zsh': return zshScript(completion);
    default: return fishScript(completion);
  }
}

/** All that commander knows of the program, and what it does not: the values of options. */
export function completionOf(program: Command): Completion {
  const commands = program.commands.map((command): CompletionCommand => ({
    name: command.name(),
    description: command.description(),
    options: [...optionsOf(command, command.name()), ...formatOption(command.name()), HELP],
    argument: argumentOf(command),
  }));
  const help: CompletionCommand = { name: 'help', description: 'show the help of a command', options: [], argument: commands.map(({ name }) => name) };
  const options = optionsOf(program, '').filter(({ long }) => long !== '--format');
  return { program: program.name(), options, commands: [...commands, help] };
}

const HELP: CompletionOption = { short: '-h', long: '--help', description: 'show help', values: 'none' };

function formatOption(command: string): readonly CompletionOption[] {
  const values = formatsOf(command);
  return values.length === 0 ? [] : [{ short: '-o', long: '--format', description: 'the format of the output', values }];
}

const optionsOf = (command: Command, name: string): CompletionOption[] => (
  command.options.filter(({ hidden }) => !hidden).map((option) => optionOf(option, name))
);

function argumentOf(command: Command): Values {
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return choices.length > 0 ? choices : 'files';
}

function optionOf(option: Option, command: string): CompletionOption {
  const values = option.argChoices ?? (option.required || option.optional ? valuesOf(option.long ?? '', command) : 'none');
  return { short: option.short ?? null, long: option.long ?? '', description: option.description, values };
}

const WORKLOADS = ['Deployment/', 'StatefulSet/', 'DaemonSet/', 'ReplicaSet/', 'Job/', 'CronJob/', 'Pod/'];
const OBJECTS = [...WORKLOADS, 'Service/', 'Ingress/', 'Gateway/', 'HTTPRoute/', 'GRPCRoute/', 'Node/'];

const VALUES: Readonly<Record<string, Values>> = {
  '--controller': CONTROLLERS,
  '--old-controller': CONTROLLERS,
  '--new-controller': CONTROLLERS,
  '--kubernetes-version': versions(OLDEST_KUBERNETES_MINOR, NEWEST_KUBERNETES_MINOR),
  '--gateway-api-version': versions(OLDEST_GATEWAY_API_MINOR, NEWEST_GATEWAY_API_MINOR).flatMap((version) => [version, `${version}-experimental`]),
  '--method': ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  '--to': [...WORKLOADS, 'Service/'],
  '--from': WORKLOADS,
  '--without': OBJECTS,
  '--scale': ['Deployment/', 'StatefulSet/', 'ReplicaSet/'],
  '--not-ready': WORKLOADS,
  '--each': OBJECTS.map((kind) => kind.slice(0, -1)),
  '--ignore': CHANGE_KINDS,
  '--fail-on': [...CHANGE_KINDS, 'any', 'never'],
  '--config': 'files',
  '--exclude': 'files',
  '--output': 'files',
  '--baseline': 'files',
  '--write-baseline': 'files',
  '--set': 'files',
};

function valuesOf(long: string, command: string): Values {
  if (long === '--from' && command === 'routes') return ['outside', 'inside'];
  return VALUES[long] ?? 'any';
}

function versions(oldest: number, newest: number): string[] {
  return Array.from({ length: newest - oldest + 1 }, (_, i) => `1.${newest - i}`);
}
