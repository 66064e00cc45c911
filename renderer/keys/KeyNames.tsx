import './keys.css';
import { useFacts } from '../facts.tsx';

const names: Readonly<Record<string, string>> = { Escape: 'Esc', Enter: 'Enter' };

/** One key or combination as it is printed on this platform's keyboard. */
export function KeyNames({ keyName }: { readonly keyName: string }) {
  const { platform } = useFacts();
  const parts = keyName.split('+').map((part) => {
    if (part === 'mod') return platform === 'darwin' ? '⌘' : 'Ctrl';
    if (part === 'shift') return platform === 'darwin' ? '⇧' : 'Shift';
    if (part === 'alt') return platform === 'darwin' ? '⌥' : 'Alt';
    return names[part] ?? part.toUpperCase();
  });
  return (
    <span className="key-names">
      {parts.map((part) => (
        <kbd key={part} className="key-name">
          {part}
        </kbd>
      ))}
    </span>
  );
}
