"""The configuration: ``docusaurus.config.*``, its presets, plugins and theme."""

from migrator.docusaurus.config.load import Config, ContentPlugin, load_config, load_configs

__all__ = ["Config", "ContentPlugin", "load_config", "load_configs"]
