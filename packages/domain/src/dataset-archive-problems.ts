/** How an archive of images or one of its entries is refused; see `dataset-problem.ts`. */
export const archiveProblems = {
  // The whole archive.
  task_needs_text: {
    message: 'The file is a ZIP archive, which is read for image classification, not for text.',
    hint: 'Unpack it and upload the text itself as JSON Lines or CSV, or choose image classification.',
  },
  zip_damaged: {
    message: 'The ZIP archive is damaged: {reason}.',
    hint: 'The upload or the export was cut off: create the archive again and check it with "unzip -t" before the upload.',
  },
  zip_expands_too_much: {
    message: 'The ZIP archive unpacks to more than {times} times its size.',
    hint: 'Images hardly shrink in an archive. Create it again from the images alone.',
  },
  zip_too_large: {
    message: 'The archive unpacks to more than {sizeBytesMax} bytes.',
    hint: 'Make the images smaller, since training scales them down, or upload fewer of them.',
  },
  zip_too_many_entries: {
    message: 'The archive has {entries} entries; at most {entriesMax} are read.',
    hint: 'Upload a sample of the images, or leave out other files.',
  },
  zip_without_images: {
    message: 'There are no images in the archive.',
    hint: 'Put the images of each label into a folder of its name, such as cat/1.jpg and dog/1.jpg, and pack the folders into one ZIP archive.',
  },
  zip_too_slow: {
    message: 'Decoding the images takes longer than {minutes} minutes; it was given up after {rows} of them.',
    hint: 'Scale the images down before you upload them, since training makes them small anyway, or upload fewer.',
  },
  // One entry.
  entry_unsafe_path: {
    message: '"{path}" is no path within the archive and was skipped.',
    hint: 'Paths must not begin with / or a drive letter and must not contain "..": create the archive from within its folder.',
  },
  entry_encrypted: {
    message: '"{path}" is encrypted.',
    hint: 'Create the archive without a password.',
  },
  entry_method: {
    message: '"{path}" is packed with method {method}, which cannot be read.',
    hint: 'Create the archive with the usual compression (deflate) or without any.',
  },
  entry_damaged: {
    message: '"{path}" cannot be unpacked: {reason}.',
    hint: 'Create the archive again and check it with "unzip -t" before the upload.',
  },
  entry_archive: {
    message: '"{path}" is an archive within the archive and was not opened.',
    hint: 'Unpack it into the folder of its label before you create the archive.',
  },
  image_without_label: {
    message: '"{path}" lies in no folder, so it has no label.',
    hint: 'Put the images of each label into a folder of its name.',
  },
  image_format: {
    message: '"{path}" is no image that can be read.',
    hint: 'Accepted are JPEG, PNG, WebP and GIF, told by their content and not by their name. Convert the file or leave it out.',
  },
  image_damaged: {
    message: '"{path}" is damaged: {reason}.',
    hint: 'The image was cut off or changed: export it again or leave it out.',
  },
  image_too_large: {
    message: '"{path}" is too large: {reason}.',
    hint: 'Scale it down; a classifier sees it much smaller anyway.',
  },
  // The verdict over all images.
  no_valid_images: {
    message: 'None of the {rows} images can be used. The most frequent reason: {first}',
    hint: '{firstHint}',
  },
  too_many_bad_images: {
    message: '{bad} of {rows} files cannot be used. The most frequent reason: {first}',
    hint: '{firstHint}',
  },
  one_image_label: {
    message: 'All images lie in the same folder, "{label}".',
    hint: 'A classifier needs at least two classes: make one folder for each label.',
  },
  too_few_images: {
    message: 'The label "{label}" has too few different images: {found}, at least {needed} are needed.',
    hint: 'Add images to its folder, or remove the folder.',
  },
  label_not_trained: {
    message: 'The label "{label}" has images in the held-out folders only.',
    hint: 'Add images of it to the training folder, or remove it from the others.',
  },
} as const;
