"""The MkDocs theme ``rooftop``: templates, styles and scripts. MkDocs finds the folder through this
package.
"""
