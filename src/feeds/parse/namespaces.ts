/** Short names for what feeds use; every spelling of a namespace's address that is met in the wild. */
const ADDRESSES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/www\.w3\.org\/2005\/atom|purl\.org\/atom\/?(?:ns|$)|\/atom\/ns#/i, 'atom'],
  [/purl\.org\/dc\/elements/i, 'dc'],
  [/purl\.org\/dc\/terms/i, 'dcterms'],
  [/purl\.org\/rss\/1\.0\/modules\/content/i, 'content'],
  [/purl\.org\/rss\/1\.0\/modules\/syndication/i, 'sy'],
  [
    /purl\.org\/(?:net\/)?rss(?:1\.1|\/1\.0)?[/#]*$|(?:my|channel)\.netscape\.com|backend\.userland\.com|(?:blogs\.law|cyber\.law|cyber)\.harvard\.edu|purl\.org\/net\/rss1\.1/i,
    '',
  ],
  [/www\.w3\.org\/1999\/02\/22-rdf/i, 'rdf'],
  [/search\.yahoo\.com\/(?:mrss|rss)/i, 'media'],
  [/itunes\.com\/dtds/i, 'itunes'],
  [/sitemaps\.org\/schemas\/sitemap\b|google\.com\/schemas\/sitemap\/0/i, 'sitemap'],
  [/google\.com\/schemas\/sitemap-news/i, 'news'],
  [/www\.w3\.org\/1999\/xhtml/i, 'xhtml'],
  [/feedburner/i, 'feedburner'],
  [/www\.w3\.org\/2007\/app|purl\.org\/atom\/app/i, 'app'],
]
/** What a prefix means where nobody declares it. */
const PREFIXES: Readonly<Record<string, string>> = {
  a: 'atom',
  atom03: 'atom',
  atom10: 'atom',
  rss: '',
}

/** Which prefixes stand for what at a place in a document. */
export type Scope = {
  readonly spaces: ReadonlyMap<string, string>
  /** Names that were worked out already. */
  readonly names: Map<string, string>
}

export const OUTSIDE: Scope = { spaces: new Map(), names: new Map() }

/** The scope of an element that declares namespaces; the outer one where it declares none. */
export function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let spaces: Map<string, string> | undefined
  for (const name in attributes) {
    if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue
    const prefix = name.slice(6)
    const address = attributes[name] ?? ''
    const known = ADDRESSES.find(([pattern]) => pattern.test(address))
    spaces ??= new Map(outer.spaces)
    spaces.set(prefix, known ? known[1] : meaningOf(prefix))
  }
  return spaces ? { spaces, names: new Map() } : outer
}

/** `dc:date`, `atom:entry`, `title`: the namespace's short name, whatever prefix and capitals the document uses. */
export function shortName(name: string, scope: Scope): string {
  const known = scope.names.get(name)
  if (known !== undefined) return known
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1).toLowerCase()
  const space = scope.spaces.get(prefix) ?? meaningOf(prefix)
  const short = space ? `${space}:${local}` : local
  // The outermost scope is shared by all documents and must not grow.
  if (scope !== OUTSIDE) scope.names.set(name, short)
  return short
}

function meaningOf(prefix: string): string {
  const lower = prefix.toLowerCase()
  return Object.hasOwn(PREFIXES, lower) ? PREFIXES[lower]! : lower
}
