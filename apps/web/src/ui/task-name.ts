import type { Task } from '@modelmint/domain/task';
import { taskNames } from '@modelmint/domain/task-names';
import { currentLanguage } from '../i18n/current-language.ts';

const chinese: Record<Task, string> = {
  'text-classification': '文本分类',
  'text-generation': '对话与文本生成',
  'image-classification': '图像分类',
  tabular: '表格预测',
  recommendation: '推荐',
};

/** `Text classification`, as it stands alone. */
export const taskName = (task: Task): string => (currentLanguage() === 'zh-CN' ? chinese[task] : taskNames[task]);

/** `text classification`, within a sentence. */
export const taskInSentence = (task: Task): string => taskName(task).toLowerCase();
