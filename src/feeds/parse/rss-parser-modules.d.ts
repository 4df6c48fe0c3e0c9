declare module 'rss-parser/lib/utils.js' {
  /** The object that rss-parser itself asks. */
  const utils: { getSnippet: (html: string) => string }
  export default utils
}
