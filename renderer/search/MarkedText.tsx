import { Fragment, memo, type Ref } from 'react';
import { operatorsIn } from './completions.ts';

interface MarkedTextProps {
  readonly text: string;
  readonly ref: Ref<HTMLDivElement>;
}

/**
 * The search text once more, behind the field: only the frames around its operators show. What they mean is said in
 * words beside the box for whoever does not see them.
 */
export const MarkedText = memo(function MarkedText({ text, ref }: MarkedTextProps) {
  let at = 0;
  const pieces = operatorsIn(text).map(({ from, to, kind }) => {
    const before = text.slice(at, from);
    at = to;
    return (
      <Fragment key={from}>
        {before}
        <mark className="search-mark" data-kind={kind}>
          {text.slice(from, to)}
        </mark>
      </Fragment>
    );
  });
  return (
    <div ref={ref} className="search-marks" aria-hidden="true">
      {pieces}
      {text.slice(at)}
    </div>
  );
});
