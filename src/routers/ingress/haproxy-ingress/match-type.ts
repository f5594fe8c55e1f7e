/** How a path is matched: `pathType`, or the annotation `path-type` of an ImplementationSpecific path. */
export type MatchType = 'exact' | 'prefix' | 'begin' | 'regex';
