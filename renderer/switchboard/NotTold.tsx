/** A dash for what the provider does not tell; in words for assistive technology and on hover. */
export function NotTold({ children }: { readonly children: string }) {
  return (
    <span className="secondary" title={children}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{children}</span>
    </span>
  );
}
