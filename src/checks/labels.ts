type Labels = Readonly<Record<string, string>>;

/** `app=quote, tier=web`. */
export function labelText(labels: Labels): string {
  return Object.keys(labels).map((key) => `${key}=${labels[key]}`).join(', ');
}

/** `no pod of namespace kiada has app=quote`. */
export function noPodHas(namespace: string, labels: Labels): string {
  return `no pod of namespace ${namespace} has ${labelText(labels)}`;
}
