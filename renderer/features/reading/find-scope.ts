import { createContext } from 'react';

/** False in a part of the screen that Find leaves alone, because another part beside it is searched. */
export const FindScope = createContext(true);
