import { createContext, use } from 'react';
import { createFormats, type Formats } from './formats.ts';

/** Filled by `Language`; the default only serves components that are shown alone. */
export const FormatsContext = createContext<Formats>(createFormats('en', 'en-GB', 'CZ'));

/** The formats of the language in force. */
export const useFormats = (): Formats => use(FormatsContext);
