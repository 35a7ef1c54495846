import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { LanguageContext, type Language } from './context';

const key = 'liantu.language';

function remembered(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage is switched off in this browser
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    try {
      localStorage.setItem(key, language);
    } catch {
      // The choice then lasts for this visit only.
    }
  }, [language]);
  const toggle = useCallback(() => setLanguage((l) => (l === 'zh' ? 'en' : 'zh')), []);
  const value = useMemo(() => ({ language, toggle }), [language, toggle]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}
