/** The product's sign: one call patched from row to row. Decoration; the window's title says the name. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 512 512" width="28" height="28" aria-hidden>
      <rect x="24" y="24" width="464" height="464" rx="108" fill="var(--desk-accent)" />
      <g fill="none" stroke="#ffffff" strokeWidth="30" strokeLinecap="round">
        <path strokeOpacity=".38" d="M136 168h240M136 256h240M136 344h240" />
        <path d="M180 168C180 256 332 168 332 256 332 344 220 256 220 344" />
      </g>
      <g fill="#ffffff">
        <circle cx="180" cy="168" r="36" />
        <circle cx="332" cy="256" r="36" />
        <circle cx="220" cy="344" r="36" />
      </g>
    </svg>
  );
}
