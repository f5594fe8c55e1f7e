import type { DocumentSymbol } from 'vscode-languageserver';
import type { ManifestFile } from '../workspace/manifest-file';

/** `SymbolKind.Object` of the protocol. */
const OBJECT = 19;

/** The objects of a file. */
export function documentSymbols({ resources, source }: ManifestFile): readonly DocumentSymbol[] {
  return resources.flatMap((resource): DocumentSymbol[] => {
    const root = source.nodeOf(resource);
    if (root === null) return [];
    const range = source.range(root.start, root.end);
    const { kind, namespace, name, apiVersion } = resource;
    const selectionRange = source.nameRange(root);
    return [{ name: `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`, detail: apiVersion, kind: OBJECT, range, selectionRange }];
  });
}
