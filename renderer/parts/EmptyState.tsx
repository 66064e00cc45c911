import './parts.css';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** Why there is nothing. */
  readonly children?: ReactNode;
  /** One thing to do about it, usually a button. */
  readonly action?: ReactNode;
}

/** Says why a place is empty and offers one action. */
export function EmptyState({ icon: Sign, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Sign className="empty-sign" size={32} stroke={1.5} aria-hidden />
      <p className="empty-title">{title}</p>
      {children !== undefined && <p className="empty-why">{children}</p>}
      {action}
    </div>
  );
}
