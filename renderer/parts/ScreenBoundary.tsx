import { Component, type ReactNode } from 'react';
import { failureOf } from '../desk-failure.ts';
import { FailureNotice } from './FailureNotice.tsx';

interface ScreenBoundaryProps {
  readonly children: ReactNode;
}

/** A screen that breaks leaves the frame standing, so another screen can still be opened. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly thrown: Error | null }> {
  override state: { readonly thrown: Error | null } = { thrown: null };

  static getDerivedStateFromError(thrown: Error): { readonly thrown: Error } {
    return { thrown };
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    if (!thrown) return this.props.children;
    return (
      <FailureNotice whole failure={failureOf(thrown)} onRetry={() => this.setState({ thrown: null })} />
    );
  }
}
