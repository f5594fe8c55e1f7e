type Labels = Readonly<Record<string, string>>;

/** `app=quote, tier=web`. */
export function labelText(labels: Labels): string {
  return Object.keys(labels).map((key) => `${key}=${labels[key]}`).join(', ');
}

/** `no pod in namespace kiada has label app=quote`. */
export function noPodHas(namespace: string, labels: Labels): string {
  return `no pod in namespace ${namespace} has ${Object.keys(labels).length === 1 ? 'label' : 'labels'} ${labelText(labels)}`;
}
