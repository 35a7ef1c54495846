import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Imports point one way: lib → components → features → app. A feature does
// not see another feature; what two of them need moves down.
const upwards = { group: ['../*'], message: '跨目录引用请写 @/…。' };
const forbid = (...group) => [
  'error',
  { patterns: [{ group, message: '方向：lib → components → features → app；功能之间互不引用。' }, upwards] },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'unbuilt'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.app.json', './tsconfig.node.json'] } },
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: '不得插入未经转义的 HTML。' },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'no-console': 'error',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['src/lib/**'], rules: { 'no-restricted-imports': forbid('@/components/*', '@/features/*', '@/app/*') } },
  { files: ['src/components/**'], rules: { 'no-restricted-imports': forbid('@/features/*', '@/app/*') } },
  { files: ['src/features/**'], rules: { 'no-restricted-imports': forbid('@/app/*', '@/features/*') } },
  { files: ['src/app/**', 'src/main.tsx'], rules: { 'no-restricted-imports': ['error', { patterns: [upwards] }] } },
);
