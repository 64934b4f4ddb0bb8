;;; emacs.el --- What does a user of Emacs see and get?  -*- lexical-binding: t -*-

;; The article is on the command line, in front of this file.  Writes one JSON object into the file that $SEEN names.

(require 'json)
(require 'cl-lib)

(defvar visit-seen '())

(defun visit-note (key value)
  "Write down what was seen."
  (push (cons key value) visit-seen))

(defun visit-wait (what condition)
  "Let the server speak until CONDITION holds; WHAT is waited for."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Nothing came of it: %s" what))
      (accept-process-output nil 0.02))))

(defun visit-findings ()
  "The findings: rule, text and message."
  (sort (mapcar (lambda (one)
                  (let* ((text (flymake-diagnostic-text one)))
                    (list (and (string-match "[A-Z]+[0-9]+" text) (match-string 0 text))
                          (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))
                          text)))
                (flymake-diagnostics))
        (lambda (a b) (string< (concat (car a) (cadr a)) (concat (car b) (cadr b))))))

(defun visit-wait-for-findings (what number)
  "Wait until there are NUMBER findings, after WHAT."
  (eglot--signal-textDocument/didChange) ; what the idle timer does, which a batch run does not have
  (visit-wait what (lambda () (= (length (flymake-diagnostics)) number))))

(defun visit-text ()
  "All that stands in the buffer."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun visit ()
  "Do what a user does."
  (switch-to-buffer (current-buffer)) ; a batch run shows no buffer in its window
  (run-hooks 'post-command-hook) ; where eglot-ensure waits for the end of the command
  (flymake-start) ; which waits for the buffer to be drawn
  (visit-wait-for-findings "opening" 3)
  (visit-note 'opened (vconcat (mapcar #'vconcat (visit-findings))))

  (goto-char (point-min))
  (search-forward "END")
  (let ((shown nil))
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (visit-wait "hovering" (lambda () shown))
    (visit-note 'hover (substring-no-properties shown)))

  (search-forward "包みを")
  (insert "開けました🎁。")
  (visit-wait-for-findings "typing" 2)
  (visit-note 'typed (vconcat (mapcar #'vconcat (visit-findings))))

  (goto-char (point-min))
  (search-forward "END")
  (undo-boundary)
  (let ((last-nonmenu-event t)) ; it is asked in the echo area which of the actions, and the answer is an empty line
    (call-interactively #'eglot-code-actions))
  (visit-wait-for-findings "a quick fix" 1)
  (visit-note 'quick_fix (visit-text))

  (undo-boundary)
  (undo)
  (visit-wait-for-findings "undoing" 2)
  (call-interactively #'koetsu-fix-all)
  (visit-wait-for-findings "fixing all" 0)
  (visit-note 'fix_all (visit-text)))

(setq debug-on-error nil)
(condition-case fault
    (visit)
  (error (visit-note 'fault (error-message-string fault))
         (visit-note 'left (visit-text))))
(let ((coding-system-for-write 'utf-8))
  (write-region (json-encode visit-seen) nil (getenv "SEEN")))
(set-buffer-modified-p nil)
(kill-emacs 0)
