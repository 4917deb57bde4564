import tseslint from 'typescript-eslint'

// A value of a model is known only when the model runs. These rules find where it is used like a plain one.
export default tseslint.config({
  files: ['models/**/*.ts', 'test/**/*.ts'],
  extends: [tseslint.configs.recommendedTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/no-unnecessary-condition': 'error',
    '@typescript-eslint/strict-boolean-expressions': 'error',
    '@typescript-eslint/no-unused-expressions': 'error',
    eqeqeq: 'error',
  },
})
