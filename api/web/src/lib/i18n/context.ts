import { createContext, useContext } from 'react';
import { en } from './en';
import { enPages } from './en.pages';
import { zh } from './zh';
import { zhPages } from './zh.pages';

export type Language = 'zh' | 'en';

export const words = { zh: { ...zh, ...zhPages }, en: { ...en, ...enPages } };
export type AllWords = (typeof words)['zh'];

export const LanguageContext = createContext<{ language: Language; toggle: () => void }>({ language: 'zh', toggle: () => undefined });

export const useLanguage = () => useContext(LanguageContext);

export const useWords = (): AllWords => words[useLanguage().language];

/** A name in the reader's language, where the data has one. */
export function useNameOf(): (x: { name: string; name_en?: string }) => string {
  const { language } = useLanguage();
  return (x) => (language === 'en' && x.name_en ? x.name_en : x.name);
}
