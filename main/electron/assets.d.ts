/** A file copied beside the bundle; the import is its absolute path at run time. */
declare module '*?asset' {
  const file: string;
  export default file;
}
